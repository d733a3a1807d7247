/**
 * The edge between routes and Zoho: exchanges become typed requests and answers here, and only
 * here.
 */
@NullMarked
package dev.handoff.zoho.http;

import org.jspecify.annotations.NullMarked;
