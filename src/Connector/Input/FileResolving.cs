using Connector.Callers;
using Connector.Declaration;
using Connector.Values;

namespace Connector.Input;

/// <summary>The input that files are found for, as far as that concerns them.</summary>
/// <param name="Caller">Who gave it.</param>
/// <param name="Values">The other values.</param>
/// <param name="Spool">Where files go that are made on the way.</param>
/// <param name="Problems">What is wrong with the input.</param>
/// <param name="Warnings">What its caller should know.</param>
/// <param name="Fit">How pictures are made to fit; null when they are not.</param>
internal sealed record FileResolving(Caller Caller, ParameterValues Values, InputSpool Spool, ProblemList Problems, List<string> Warnings, string? Fit);
