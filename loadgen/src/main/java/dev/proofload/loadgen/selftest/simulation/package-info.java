/** A bridge and its users without sockets, threads or clocks, moved on by one seeded scheduler. */
@NullMarked
package dev.proofload.loadgen.selftest.simulation;

import org.jspecify.annotations.NullMarked;
