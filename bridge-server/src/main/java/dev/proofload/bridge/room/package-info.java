/** Where they are: one atomic register of every user's room. */
@NullMarked
package dev.proofload.bridge.room;

import org.jspecify.annotations.NullMarked;
