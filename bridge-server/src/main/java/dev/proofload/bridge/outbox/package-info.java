/** What waits to be written to one socket. */
@NullMarked
package dev.proofload.bridge.outbox;

import org.jspecify.annotations.NullMarked;
