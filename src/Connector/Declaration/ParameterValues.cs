using System.Diagnostics.CodeAnalysis;
using Connector.Failures;
using Connector.Values;

namespace Connector.Declaration;

/// <summary>Values by parameter: what was given, and nothing else. Upstream defaults are never filled in, so a legal 0 stays 0.</summary>
public sealed class ParameterValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>Whether the parameter was given.</summary>
    /// <param name="parameter">The parameter.</param>
    public bool Has(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _values.ContainsKey(parameter.Name);
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
        if (_values.TryGetValue(parameter.Name, out var found) && found is T typed)
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
        return Copy().Set(parameter, value);
    }

    /// <summary>The given parameters with their values, in the order of the declaration.</summary>
    internal IEnumerable<(Parameter Parameter, object Value)> Of(IEnumerable<Parameter> parameters) =>
        from parameter in parameters
        where _values.ContainsKey(parameter.Name)
        select (parameter, _values[parameter.Name]);

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
        var values = new ParameterValues();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (problems.IsFull)
            {
                break;
            }

            var path = pathPrefix + name;
            if (parameters.FirstOrDefault(known => known.Name == name) is not { } parameter)
            {
                var shown = InputText.Shorten(name);
                problems.Add(
                    pathPrefix + shown,
                    ProblemCodes.UnknownParameter,
                    $"There is no parameter \"{shown}\".{NameSuggestion.For(name, parameters.Select(known => known.Name))}");
            }
            else if (!seen.Add(name))
            {
                problems.Add(path, ProblemCodes.Duplicate, $"{path} is given more than once.");
            }
            else if (!parameter.IsLeftOut(value) && parameter.Read(value, path, problems) is { } read)
            {
                values.Set(parameter, read);
            }
        }

        foreach (var parameter in parameters)
        {
            var path = pathPrefix + parameter.Name;
            if (parameter.Required && !values.Has(parameter) && !problems.Any(problem => IsAbout(problem, path)))
            {
                problems.Add(path, ProblemCodes.Required, $"{path} is required.");
            }
        }

        return values;
    }

    /// <summary>Whether a problem is about a parameter or about a part of it.</summary>
    internal static bool IsAbout(Problem problem, string path) =>
        problem.Parameter.StartsWith(path, StringComparison.Ordinal)
        && (problem.Parameter.Length == path.Length || problem.Parameter[path.Length] is '[' or '.');

    internal void Remove(Parameter parameter) => _values.Remove(parameter.Name);

    internal ParameterValues Set(Parameter parameter, object value)
    {
        _values[parameter.Name] = value;
        return this;
    }

    private ParameterValues Copy()
    {
        var copy = new ParameterValues();
        foreach (var (name, value) in _values)
        {
            copy._values[name] = value;
        }

        return copy;
    }
}
