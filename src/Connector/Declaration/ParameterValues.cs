using System.Diagnostics.CodeAnalysis;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>Values by parameter: what was given, and nothing else. Upstream defaults are never filled in, so a legal 0 stays 0.</summary>
public sealed class ParameterValues
{
    // A call gives a handful: looking through them is faster than hashing names, and takes a third of the memory.
    private readonly List<(Parameter Parameter, object Value)> _values;

    /// <summary>No values yet.</summary>
    public ParameterValues()
        : this(expected: 0)
    {
    }

    private ParameterValues(int expected) => _values = new(expected);

    /// <summary>Whether the parameter was given.</summary>
    /// <param name="parameter">The parameter.</param>
    public bool Has(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return IndexOf(parameter) >= 0;
    }

    /// <summary>The parameter's value, if it was given.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value.</param>
    public bool TryGet<T>(Parameter<T> parameter, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        // A file that was not looked at yet is given, but has no value.
        if (Find(parameter) is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The parameter's value, or a stand-in when it was not given.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <param name="otherwise">The stand-in.</param>
    public T Get<T>(Parameter<T> parameter, T otherwise)
        where T : notnull => TryGet(parameter, out var value) ? value : otherwise;

    /// <summary>These values with one more.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value.</param>
    public ParameterValues With<T>(Parameter<T> parameter, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var copy = new ParameterValues(_values.Count + 1);
        copy._values.AddRange(_values);
        return copy.Set(parameter, value);
    }

    /// <summary>The parameter's value; null when it was not given.</summary>
    internal object? Find(Parameter parameter) => IndexOf(parameter) is >= 0 and var index ? _values[index].Value : null;

    /// <summary>The given parameters with their values, in the order of the declaration.</summary>
    internal IEnumerable<(Parameter Parameter, object Value)> Of(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (Find(parameter) is { } value)
            {
                yield return (parameter, value);
            }
        }
    }

    internal static ParameterValues Example(IEnumerable<Parameter> parameters)
    {
        var values = new ParameterValues();
        foreach (var parameter in parameters)
        {
            values.Set(parameter, parameter.ExampleValue);
        }

        return values;
    }

    /// <summary>Reads what the caller gave against a declaration; everything wrong is collected.</summary>
    internal static ParameterValues Read(
        IReadOnlyList<Parameter> parameters, IReadOnlyList<NamedValue> given, string pathPrefix, ProblemList problems)
    {
        var values = new ParameterValues(given.Count);
        Span<bool> seen = stackalloc bool[parameters.Count];
        foreach (var (name, value) in given)
        {
            if (problems.IsFull)
            {
                break;
            }

            var path = pathPrefix + name;
            var index = IndexOf(name, parameters);
            if (index < 0)
            {
                var shown = InputText.Shorten(name);
                problems.Add(
                    pathPrefix + shown,
                    ProblemCodes.UnknownParameter,
                    $"There is no parameter \"{shown}\".{NameSuggestion.For(name, parameters.Select(known => known.Name))}");
            }
            else if (seen[index])
            {
                problems.Add(path, ProblemCodes.Duplicate, $"{path} is given more than once.");
            }
            else
            {
                seen[index] = true;
                var parameter = parameters[index];
                if (!parameter.IsLeftOut(value) && parameter.Read(value, path, problems) is { } read)
                {
                    values._values.Add((parameter, read));
                }
            }
        }

        foreach (var parameter in parameters)
        {
            if (parameter.Required && !values.Has(parameter) && !problems.AnyAbout(pathPrefix + parameter.Name))
            {
                problems.Add(pathPrefix + parameter.Name, ProblemCodes.Required, $"{pathPrefix}{parameter.Name} is required.");
            }
        }

        return values;
    }

    /// <summary>Adds a value that came beside the body, in a header.</summary>
    internal void Add(Parameter parameter, string text, ProblemList problems)
    {
        if (Has(parameter))
        {
            problems.Add(parameter.Name, ProblemCodes.Duplicate, $"{parameter.Name} is given in the body and in a header.");
        }
        else if (parameter.Read(InputValue.OfText(text), parameter.Name, problems) is { } value)
        {
            Set(parameter, value);
        }
    }

    internal void Remove(Parameter parameter)
    {
        if (IndexOf(parameter) is >= 0 and var index)
        {
            _values.RemoveAt(index);
        }
    }

    internal ParameterValues Set(Parameter parameter, object value)
    {
        Remove(parameter);
        _values.Add((parameter, value));
        return this;
    }

    private static int IndexOf(string name, IReadOnlyList<Parameter> parameters)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            if (parameters[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    private int IndexOf(Parameter parameter)
    {
        for (var index = 0; index < _values.Count; index++)
        {
            if (_values[index].Parameter.Name == parameter.Name)
            {
                return index;
            }
        }

        return -1;
    }
}
