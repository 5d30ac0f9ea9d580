package org.peerboot.image;

import java.util.List;

/**
 * How an image is booted.
 *
 * @param kernel its path in the image
 * @param initrd their paths in the image, in the order in which the kernel unpacks them
 * @param append the kernel's command line
 */
public record BootParameters(String kernel, List<String> initrd, String append) {
    public BootParameters {
        initrd = List.copyOf(initrd);
    }
}
