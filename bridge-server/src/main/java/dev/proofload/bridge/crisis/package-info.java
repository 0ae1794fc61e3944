/** Whom to help: finding crisis language, and when to answer it. */
@NullMarked
package dev.proofload.bridge.crisis;

import org.jspecify.annotations.NullMarked;
