/** Who answers a message that is no command. */
@NullMarked
package dev.proofload.bridge.agent;

import org.jspecify.annotations.NullMarked;
