/** What users do: operations, seeded scripts, fire times. Pure: no clock, no socket. */
@NullMarked
package dev.proofload.loadgen.workload;

import org.jspecify.annotations.NullMarked;
