package org.peerboot.config;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Reads off a record which of its keys are required and what the others default to. */
final class RecordRules extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    /** A default's YAML, as the mark that Jackson hands to {@link Defaults}. */
    private record Mark(String yaml) {}

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        RecordComponent component = component(member);
        return component == null ? super.hasRequiredMarker(member) : Boolean.valueOf(required(component));
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        RecordComponent component = component(annotated);
        return component == null || nullable(component)
                ? super.findSetterInfo(annotated)
                : JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
    }

    @Override
    public JacksonInject.@Nullable Value findInjectableValue(AnnotatedMember member) {
        RecordComponent component = component(member);
        Default byDefault = component == null ? null : component.getAnnotation(Default.class);
        return byDefault == null
                ? super.findInjectableValue(member)
                : JacksonInject.Value.construct(new Mark(byDefault.value()), true, false);
    }

    private static boolean required(RecordComponent component) {
        return !nullable(component) && component.getAnnotation(Default.class) == null;
    }

    private static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable RecordComponent component(Annotated annotated) {
        if (!(annotated instanceof AnnotatedParameter parameter)) {
            return null;
        }
        Class<?> owner = parameter.getDeclaringClass();
        RecordComponent[] components = owner.getRecordComponents();
        boolean canonical =
                components != null && parameter.getOwner().getParameterCount() == components.length && owner.isRecord();
        return canonical && isConstructor(parameter) ? components[parameter.getIndex()] : null;
    }

    private static boolean isConstructor(AnnotatedParameter parameter) {
        return parameter.getOwner().getMember() instanceof java.lang.reflect.Constructor<?>;
    }

    /** Reads a default the way the file is read, so that both mean the same. */
    static final class Defaults extends InjectableValues {
        private final ObjectMapper mapper;

        Defaults(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public Object findInjectableValue(
                DeserializationContext context,
                Object mark,
                BeanProperty property,
                @Nullable Object owner,
                @Nullable Boolean optional,
                @Nullable Boolean useInput) {
            String yaml = ((Mark) mark).yaml();
            try {
                return mapper.readValue(yaml, property.getType());
            } catch (IOException e) {
                throw new IllegalStateException("default \"" + yaml + "\" of " + property.getName(), e);
            }
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so it must be there; the one above is what Jackson calls
        public Object findInjectableValue(
                Object mark, DeserializationContext context, BeanProperty property, @Nullable Object owner)
                throws JsonMappingException {
            return findInjectableValue(context, mark, property, owner, false, true);
        }
    }
}
