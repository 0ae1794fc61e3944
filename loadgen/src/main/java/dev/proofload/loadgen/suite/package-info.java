/** One file each: a workload, its dialect and the checks that judge it, put together. */
@NullMarked
package dev.proofload.loadgen.suite;

import org.jspecify.annotations.NullMarked;
