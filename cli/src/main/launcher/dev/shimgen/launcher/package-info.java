/** What {@code java -jar shimgen.jar} begins with, on whatever Java. */
package dev.shimgen.launcher;
