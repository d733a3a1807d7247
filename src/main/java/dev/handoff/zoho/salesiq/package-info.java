/** Zoho SalesIQ: what is sent and what comes back, nothing about when. */
@NullMarked
package dev.handoff.zoho.salesiq;

import org.jspecify.annotations.NullMarked;
