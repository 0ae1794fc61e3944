/**
 * Who is here: one session a user, its bounded history, its mailbox of events; the map of them all.
 */
@NullMarked
package dev.proofload.bridge.session;

import org.jspecify.annotations.NullMarked;
