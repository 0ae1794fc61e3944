/**
 * Sending and receiving: schedules against the clock, HTTP and WebSocket clients, the embedded
 * bridge. Knows bytes and time, not meaning.
 */
@NullMarked
package dev.proofload.loadgen.driver;

import org.jspecify.annotations.NullMarked;
