/** What is said on the wire: requests, replies and events as values, and their JSON. */
@NullMarked
package dev.proofload.bridge.protocol;

import org.jspecify.annotations.NullMarked;
