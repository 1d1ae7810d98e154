package dev.shimgen.generator.plan;

/**
 * What a wrapper does besides calling the real function.
 *
 * <p>A behaviour is one annotation in {@code spec}, one package under {@code behaviour} with a record of this type and a
 * {@code Behaviour} that makes it, and one folder of partials in {@code templates}: {@code behaviour/<id>/file.mustache}
 * (what stands before the wrapper), {@code before.mustache}, {@code call.mustache} (instead of the real call) and {@code
 * after.mustache}, each optional.
 */
public interface BehaviourPlan {

    /** {@return the name of the folder of partials; also a C identifier} */
    String id();
}
