using System.Security.Cryptography;
using System.Text;

namespace Connector.Callers;

/// <summary>The names of the folders that hold what is one caller's.</summary>
internal static class CallerFolder
{
    private const int LongestName = 64;
    private const int HashCharacters = 16;

    /// <summary>A name of letters and digits stays as it is; another, such as an address of mail, is told from those that look like it by a hash.</summary>
    public static string NameOf(string name)
    {
        var plain = string.Concat(name.Select(character => IsPlain(character) ? character : '-')).Trim('.');
        if (plain == name && name.Length is > 0 and <= LongestName && !LooksHashed(name))
        {
            return name;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashCharacters];
        return $"{plain[..Math.Min(plain.Length, LongestName)]}-{hash}";
    }

    /// <summary>Whether it could be the folder of another name.</summary>
    private static bool LooksHashed(string name) =>
        name.Length > HashCharacters && name[^(HashCharacters + 1)] == '-' && name[^HashCharacters..].All(char.IsAsciiHexDigitLower);

    private static bool IsPlain(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '.';
}
