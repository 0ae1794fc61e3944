/** Microbenchmarks: what a turn, a look-up, a check and a message cost, without sockets. */
@NullMarked
package dev.proofload.jmh;

import org.jspecify.annotations.NullMarked;
