/** What bridges get wrong: one small class each, a simulated bridge that differs in one place. */
@NullMarked
package dev.proofload.loadgen.selftest.fault;

import org.jspecify.annotations.NullMarked;
