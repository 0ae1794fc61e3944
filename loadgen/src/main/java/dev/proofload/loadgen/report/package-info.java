/** What is written: JSON, Markdown, the terminal, HdrHistogram logs. */
@NullMarked
package dev.proofload.loadgen.report;

import org.jspecify.annotations.NullMarked;
