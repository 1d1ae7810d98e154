/**
 * One page that shows what programs did. {@link dev.shimgen.cli.report.Report} is fed events one by one, and adds them up;
 * what it keeps of single calls is bounded ({@code KeptCalls}). {@link dev.shimgen.cli.report.ReportFile} makes the page of
 * it: the resources {@code report.html}, {@code report.css} and {@code report.js}, and the data as JSON.
 *
 * <p>Whatever a program can put into a path must not become part of the page's code: the data is in an element that is no
 * script, without any {@code <}, and the page's policy allows the two inline resources by their digests and nothing else.
 */
@NullMarked
package dev.shimgen.cli.report;

import org.jspecify.annotations.NullMarked;
