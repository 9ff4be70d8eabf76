using Mono.Cecil;

namespace Connector.Architecture.Tests;

/// <summary>Which type uses which, read from compiled assemblies: signatures, attributes and the bodies of methods.</summary>
internal static class CompiledReferences
{
    /// <summary>Every use of one type by another, both in the assemblies.</summary>
    /// <param name="assemblies">The names of assemblies beside the tests.</param>
    public static IReadOnlyList<(CompiledType User, CompiledType Used)> Within(params IReadOnlyList<string> assemblies) =>
        [.. assemblies.SelectMany(Of).Where(reference => assemblies.Contains(reference.Used.Assembly) && !reference.User.IsGenerated && !reference.Used.IsGenerated)];

    /// <summary>The types of assemblies.</summary>
    /// <param name="assemblies">The names of assemblies beside the tests.</param>
    public static IReadOnlyList<CompiledType> Types(params IReadOnlyList<string> assemblies) =>
        [.. assemblies.SelectMany(name => Read(name, module => module.Types.Select(CompiledType.Of).ToList())).Where(type => !type.IsGenerated)];

    private static HashSet<(CompiledType User, CompiledType Used)> Of(string assembly) => Read(assembly, module =>
    {
        var references = from user in module.GetTypes()
                         from used in UsedBy(user).SelectMany(Parts)
                         select (CompiledType.Of(user), CompiledType.Of(used));
        return references.Where(reference => reference.Item1 != reference.Item2).ToHashSet();
    });

    private static T Read<T>(string assembly, Func<ModuleDefinition, T> read)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        return read(module);
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. Constraints(type),
        .. type.Methods.SelectMany(UsedBy),
        .. new ICustomAttributeProvider[] { type }.Concat(type.Fields).Concat(type.Properties).Concat(type.Methods).SelectMany(Attributes),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) => method.HasBody
        ?
        [
            .. UsedByCall(method),
            .. Constraints(method),
            .. method.Body.Variables.Select(variable => variable.VariableType),
            .. method.Body.ExceptionHandlers.Select(handler => handler.CatchType),
            .. method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
            {
                TypeReference type => [type],
                MethodReference called => UsedByCall(called),
                FieldReference field => [field.DeclaringType, field.FieldType],
                _ => Enumerable.Empty<TypeReference?>(),
            }),
        ]
        : [.. UsedByCall(method), .. Constraints(method)];

    private static IEnumerable<TypeReference?> UsedByCall(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider generic) =>
        generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider owner) => owner.CustomAttributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Prepend(attribute.AttributeType));

    /// <summary>The types that a type is put together from: a list of files uses lists and files.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
