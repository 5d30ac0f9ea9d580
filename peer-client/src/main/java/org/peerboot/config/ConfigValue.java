package org.peerboot.config;

import org.jspecify.annotations.Nullable;

/**
 * A key's value in force.
 *
 * @param key with dots where it stands in another
 * @param value as one would write it; absent where neither a file nor a default gives one
 * @param origin where it came from: {@code FILE line N}, {@code default}, a variable of the environment
 */
public record ConfigValue(String key, @Nullable String value, String origin) {}
