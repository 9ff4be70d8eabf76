namespace Connector.Api.Documents.Schemas;

/// <summary>One shape in place of several, for dialects without alternatives.</summary>
internal static class SchemaUnion
{
    /// <summary>The shape itself, or an object with every member of the alternatives; those are required that all of them require.</summary>
    public static Schema Of(Schema schema)
    {
        if (schema.AnyOf.Count == 0)
        {
            return schema;
        }

        var kinds = schema.AnyOf.Select(Of).ToList();
        return kinds[0] with
        {
            Name = schema.Title is null ? string.Join("Or", kinds.Select(kind => kind.Name)) : null,
            Title = schema.Title,
            Description = schema.Description ?? kinds[0].Description,
            Properties =
            [
                .. kinds.SelectMany(kind => kind.Properties).DistinctBy(property => property.Name, StringComparer.Ordinal)
                    .Select(property => property with { Required = kinds.TrueForAll(kind => kind.Properties.Any(same => same.Name == property.Name && same.Required)) }),
            ],
        };
    }
}
