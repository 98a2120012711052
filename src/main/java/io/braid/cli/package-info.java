/**
 * What people type. One command a file; Main joins them. Results go to standard output, everything else to standard
 * error.
 */
@org.jspecify.annotations.NullMarked
package io.braid.cli;
