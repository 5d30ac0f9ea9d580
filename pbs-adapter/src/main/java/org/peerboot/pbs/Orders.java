package org.peerboot.pbs;

import java.util.List;
import org.peerboot.image.ImageName;
import org.peerboot.image.RefusedException;

/** What a job ordered, and for which vnodes the gate keeps it waiting: resources that Peerboot's hooks set and check. */
final class Orders {
    /** {@code IMAGE[:DEST]}. */
    static final String STAGE = "Resource_List.peerboot_stage";
    /** {@code SINCE@n1+n2}. */
    static final String PLAN = "Resource_List.peerboot_plan";

    private Orders() {}

    /** @return the image's name; empty where there is none, or none that can be one */
    static List<String> images(String order, String where, Warnings warnings) {
        if (order.isEmpty()) {
            return List.of();
        }
        String[] parts = order.split(":", 3);
        String image = parts.length < 2 ? order : parts[0] + ":" + parts[1];
        try {
            return List.of(ImageName.parse(image).toString());
        } catch (RefusedException e) {
            warnings.add(where, "orders \"" + image + "\", which is no image's name and left out");
            return List.of();
        }
    }

    /** @return vnodes with plus signs; empty where there is no plan */
    static String planned(String plan) {
        return plan.substring(plan.indexOf('@') + 1);
    }
}
