namespace Connector.Declaration;

/// <summary>A parameter that is also the typed key to its value: <c>input.TryGet(Seed, out var seed)</c>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract record Parameter<T> : Parameter
    where T : notnull;
