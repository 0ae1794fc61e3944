/** Says whether a run is good enough. Pure. */
@NullMarked
package dev.proofload.loadgen.gate;

import org.jspecify.annotations.NullMarked;
