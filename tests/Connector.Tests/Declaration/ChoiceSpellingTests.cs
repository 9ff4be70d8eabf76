using Connector.Declaration;
using Connector.Failures;
using Connector.Values;

namespace Connector.Tests.Declaration;

/// <summary>Fixed values in the spellings that programs make of them.</summary>
public class ChoiceSpellingTests
{
    [Theory]
    [MemberData(nameof(CatalogData.Choices), MemberType = typeof(CatalogData))]
    public void A_value_is_taken_as_the_name_that_a_program_makes_of_it(string action, string name)
    {
        var parameter = CatalogData.Find(action, name);
        Assert.All(parameter.Choices, choice =>
        {
            var letters = string.Concat(choice.Value.Where(char.IsLetterOrDigit));
            string[] spellings = letters.Any(char.IsLetter) ? [letters, letters.ToUpperInvariant(), "_" + letters] : ["_" + choice.Value.Replace(':', '_')];
            Assert.All(spellings, spelling => Assert.Equal(choice.Value, Read(parameter, spelling)));
        });
    }

    [Theory]
    [InlineData("dreamstudio-text-to-image", "style_preset", "digitalart2")]
    [InlineData("dreamstudio-text-to-image", "style_preset", "digital")]
    [InlineData("dreamstudio-text-to-image", "style_preset", "-anime")]
    [InlineData("dreamstudio-text-to-image", "style_preset", "anime\0")]
    [InlineData("dreamstudio-text-to-image", "sampler", "-")]
    [InlineData("stability-generate-core", "aspect_ratio", "1:69")]
    [InlineData("stability-generate-core", "aspect_ratio", "169")]
    [InlineData("stability-generate-core", "aspect_ratio", "_1_69")]
    [InlineData("stability-generate-core", "aspect_ratio", "2.19")]
    [InlineData("stability-3d-stable-fast-3d", "texture_resolution", "-512")]
    [InlineData("stability-3d-stable-fast-3d", "texture_resolution", "51.2")]
    public void A_value_with_other_letters_or_signs_is_refused(string action, string name, string value)
    {
        var problems = new ProblemList();

        Assert.Null(CatalogData.Find(action, name).Read(InputValue.OfText(value), name, problems));
        Assert.Equal(ProblemCodes.NotAllowed, Assert.Single(problems).Code);
    }

    private static object? Read(Parameter parameter, string text) => parameter.Read(InputValue.OfText(text), parameter.Name, []);
}
