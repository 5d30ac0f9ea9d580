package org.peerboot.policy;

/**
 * One rule of the policy.
 *
 * @param line where it begins in the file, from 1
 */
record Rule(String name, String description, int line, Condition when, Effect effect) {}
