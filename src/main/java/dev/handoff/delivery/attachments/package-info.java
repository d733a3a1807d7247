/**
 * Files that come with a message, by an address that nobody has looked at. They are fetched under
 * limits and from public places only; what is not taken stays a link.
 */
@NullMarked
package dev.handoff.delivery.attachments;

import org.jspecify.annotations.NullMarked;
