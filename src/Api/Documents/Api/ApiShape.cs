using System.Diagnostics.CodeAnalysis;
using Connector.Declaration;

namespace Connector.Api.Documents.Api;

/// <summary>What a body holds. Each shape but bytes has a name under which documents hold it once.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The kinds of a shape, which are read as one list.")]
public abstract record ApiShape
{
    private ApiShape()
    {
    }

    /// <summary>The bytes of a file.</summary>
    public static ApiShape Bytes { get; } = new File();

    /// <summary>Bytes.</summary>
    public sealed record File : ApiShape;

    /// <summary>Inputs, told by their declarations.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Parameters">The inputs.</param>
    public sealed record Input(string Name, IReadOnlyList<Parameter> Parameters) : ApiShape
    {
        /// <summary>The action that takes them; null for none.</summary>
        public ConnectorAction? Action { get; init; }
    }

    /// <summary>An answer, told by its type.</summary>
    /// <param name="Type">A type that <see cref="ApiJson"/> writes.</param>
    public sealed record Answer(Type Type) : ApiShape;

    /// <summary>
    /// One of several answers, shown as one object with the members of all: clients get a type that they can read, where a list of
    /// alternatives would be nothing to most.
    /// </summary>
    /// <param name="Name">The name.</param>
    /// <param name="Description">What it is, in sentences.</param>
    /// <param name="Types">The types.</param>
    public sealed record OneOf(string Name, string Description, params IReadOnlyList<Type> Types) : ApiShape;
}
