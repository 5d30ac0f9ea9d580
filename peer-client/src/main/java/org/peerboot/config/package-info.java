/**
 * Configuration files: strict YAML into records, with sizes, rates and durations. A key is required unless its record
 * component is {@code @Nullable} or carries a {@link org.peerboot.config.Default}.
 */
@NullMarked
package org.peerboot.config;

import org.jspecify.annotations.NullMarked;
