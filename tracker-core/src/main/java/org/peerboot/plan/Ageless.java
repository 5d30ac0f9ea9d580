package org.peerboot.plan;

import java.util.Map;
import java.util.TreeMap;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

/** Updates without what changes from moment to moment by itself. */
final class Ageless {
    private Ageless() {}

    static TrackerUpdate of(TrackerUpdate update) {
        return new TrackerUpdate(
                update.protocol(),
                0,
                update.limits(),
                update.whenJobStarts(),
                update.images().stream().map(Ageless::of).toList(),
                update.weighings(),
                update.watch());
    }

    private static WantedImage of(WantedImage image) {
        return image.withCandidates(image.candidates().stream().map(Ageless::of).toList());
    }

    private static Candidate of(Candidate candidate) {
        Map<String, AttributeValue> attributes = new TreeMap<>(candidate.attributes());
        attributes.replaceAll((name, value) -> new AttributeValue(value.value(), value.unit(), 0, value.source()));
        return candidate.withAttributes(attributes);
    }
}
