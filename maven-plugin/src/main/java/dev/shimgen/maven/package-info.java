/**
 * The goals: one class a goal, each of which maps Maven's configuration to one immutable request.
 *
 * <p>They owe Maven that bad input ends as a build failure with messages in javac's form and never as a stack trace;
 * they owe the generator that it need know nothing of Maven.
 */
@NullMarked
package dev.shimgen.maven;

import org.jspecify.annotations.NullMarked;
