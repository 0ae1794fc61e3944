/** How it is reached: the HTTP and the WebSocket server. */
@NullMarked
package dev.proofload.bridge.transport;

import org.jspecify.annotations.NullMarked;
