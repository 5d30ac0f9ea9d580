/** Figures in Prometheus' text format 0.0.4. Pure, and ignorant of what is counted. */
@NullMarked
package org.peerboot.tracker.metrics;

import org.jspecify.annotations.NullMarked;
