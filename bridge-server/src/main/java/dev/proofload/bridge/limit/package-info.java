/** How fast one user may go: a token bucket each. */
@NullMarked
package dev.proofload.bridge.limit;

import org.jspecify.annotations.NullMarked;
