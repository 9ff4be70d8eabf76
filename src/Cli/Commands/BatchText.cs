using System.Globalization;
using System.Text.Json;
using Connector.Cli.Batching;

namespace Connector.Cli.Commands;

/// <summary>What a batch came to, or would.</summary>
internal static class BatchText
{
    /// <summary>What it would cost.</summary>
    /// <param name="plan">The rows.</param>
    public static string Of(BatchPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Rows - plan.FaultyRows} of {plan.Rows} rows would be sent, for {plan.Credits} credits by the documented prices{(plan.Unpriced > 0 ? $"; {plan.Unpriced} have none" : "")}.");

    /// <summary>What it came to, for a person.</summary>
    /// <param name="plan">The rows.</param>
    /// <param name="standing">How far it came.</param>
    /// <param name="results">The results file.</param>
    public static string Of(BatchPlan plan, BatchStanding standing, string results)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{standing.Succeeded} of {plan.Rows} rows went well, {standing.Failed} failed; {standing.Credits} credits by the documented prices."),
        };
        if (standing.Failed > standing.Uncertain)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {standing.Failed - standing.Uncertain} cost nothing: --retry-failed runs them again."));
        }

        if (standing.Uncertain > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {standing.Uncertain} may have been charged: --retry-uncertain runs them again, and pays again."));
        }

        if (standing.Done < plan.Rows)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {plan.Rows - standing.Done} were not begun: the same command goes on with them."));
        }

        lines.Add($"  {results}");
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The same for a program.</summary>
    /// <param name="batch">The batch's id.</param>
    /// <param name="plan">The rows.</param>
    /// <param name="standing">How far it came.</param>
    /// <param name="results">The results file.</param>
    public static string ToJson(string batch, BatchPlan plan, BatchStanding standing, string results)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("batch", batch);
            writer.WriteNumber("rows", plan.Rows);
            writer.WriteNumber("succeeded", standing.Succeeded);
            writer.WriteNumber("failed", standing.Failed);
            writer.WriteNumber("may_have_been_charged", standing.Uncertain);
            writer.WriteNumber("not_begun", plan.Rows - standing.Done);
            writer.WriteNumber("credits", standing.Credits);
            writer.WriteString("results", results);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
