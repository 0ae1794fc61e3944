/**
 * What the bridge does: each operation of its contract, put together from the packages before it.
 */
@NullMarked
package dev.proofload.bridge.service;

import org.jspecify.annotations.NullMarked;
