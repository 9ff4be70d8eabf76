using System.Text.Json.Nodes;

namespace Connector.Api.Tests.PowerAutomate;

/// <summary>The keys that the public schema of connector definitions knows, by the kind of object they stand in.</summary>
internal static class KnownKeys
{
    /// <summary>
    /// x-ms-capabilities is one more than the schema has: it notes that custom connectors do not use it, and 33 published ones carry it.
    /// </summary>
    public static string[] Root { get; } = Words("""
        swagger info host basePath schemes consumes produces paths definitions parameters responses security securityDefinitions tags externalDocs
        x-ms-connector-metadata x-ms-capabilities
        """);

    public static string[] Info { get; } = Words("title version description termsOfService contact license");

    public static string[] Operation { get; } = Words("""
        tags summary description externalDocs operationId produces consumes parameters responses schemes deprecated security
        x-ms-api-annotation x-ms-no-generic-test x-ms-pageable x-ms-trigger x-ms-visibility
        """);

    public static string[] Response { get; } = Words("description schema headers examples");

    public static string[] Header { get; } = Words("type format items description default maximum minimum maxLength minLength pattern enum multipleOf");

    public static string[] Body { get; } = Words("description name in required schema x-ms-dynamic-list x-ms-dynamic-values x-ms-summary x-ms-test-value x-ms-visibility");

    public static string[] Schema { get; } = Words("""
        $ref format title description default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems
        uniqueItems maxProperties minProperties required enum additionalProperties type items allOf properties discriminator readOnly xml externalDocs
        example x-ms-dynamic-list x-ms-dynamic-values x-ms-enum-values x-ms-notification-url x-ms-summary x-ms-test-value x-ms-visibility
        """);

    public static string[] Formats { get; } = Words("int32 int64 float double byte binary date date-time password date-no-tz html uri");

    private static string[] NonBody { get; } = Words("""
        required in description name type format items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
        pattern maxItems minItems uniqueItems enum multipleOf x-ms-dynamic-list x-ms-dynamic-values x-ms-summary x-ms-test-value x-ms-visibility
        """);

    /// <summary>The keys of a parameter, which depend on where it goes.</summary>
    public static string[] Parameter(string place) => place switch
    {
        "body" => Body,
        "path" => [.. NonBody, "x-ms-url-encoding"],
        "query" => [.. NonBody, "allowEmptyValue"],
        _ => NonBody,
    };

    /// <summary>The keys of an object that are not known.</summary>
    public static IEnumerable<string> Unknown(this JsonObject node, string[] known) => node.Select(member => member.Key).Except(known, StringComparer.Ordinal);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
