package dev.proofload.loadgen.target;

/**
 * What an HTTP request asks for, without its body.
 *
 * @param method GET or POST
 * @param path with its query
 */
public record HttpCall(String method, String path) {}
