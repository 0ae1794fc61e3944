/**
 * Proves the checks: simulated bridges, sound and faulty, judged by the checks that judge real
 * ones.
 */
@NullMarked
package dev.proofload.loadgen.selftest;

import org.jspecify.annotations.NullMarked;
