/**
 * The language that spec authors write in.
 *
 * <p>It owes the generator annotations whose names and members never change their meaning, and owes authors that a spec
 * reads like the C prototype it stands for. It uses nothing but the JDK.
 */
package dev.shimgen.spec;
