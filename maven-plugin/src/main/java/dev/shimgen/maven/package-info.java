/**
 * The goals: each has a class, which turns Maven's configuration into one immutable request.
 *
 * <p>For the user of Maven, bad input ends in a build failure with messages in javac's form and never in a stack trace;
 * the generator need know nothing of Maven.
 */
@NullMarked
package dev.shimgen.maven;

import org.jspecify.annotations.NullMarked;
