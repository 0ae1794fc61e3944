/** What happened: outcomes, histograms, time series. */
@NullMarked
package dev.proofload.loadgen.record;

import org.jspecify.annotations.NullMarked;
