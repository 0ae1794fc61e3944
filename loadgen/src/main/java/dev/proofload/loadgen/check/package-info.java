/** Pure: what was seen in, verdicts with witnesses out; incremental, bounded memory. */
@NullMarked
package dev.proofload.loadgen.check;

import org.jspecify.annotations.NullMarked;
