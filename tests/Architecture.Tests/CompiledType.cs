using Mono.Cecil;

namespace Connector.Architecture.Tests;

/// <summary>A type as it is compiled, nested ones counted with the type that they are written in.</summary>
/// <param name="Assembly">The assembly that holds it.</param>
/// <param name="Room">Its namespace; the assembly's name for a type without one, such as a program's.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct CompiledType(string Assembly, string Room, string Name)
{
    /// <summary>Whether the compiler made it for its own use.</summary>
    public bool IsGenerated => Name.StartsWith('<') || Room.StartsWith("System", StringComparison.Ordinal) || Room.StartsWith("Microsoft", StringComparison.Ordinal);

    public static CompiledType Of(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        var assembly = type.Scope is ModuleDefinition module ? module.Assembly.Name.Name : type.Scope.Name;
        return new CompiledType(assembly, type.Namespace.Length > 0 ? type.Namespace : assembly, type.Name);
    }

    public override string ToString() => $"{Room}.{Name}";
}
