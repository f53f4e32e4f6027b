namespace Portal.TagHelpers;

/// <summary>One answer to choose from: the value that is posted, the text people read, and a line of explanation.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null)
{
    /// <summary>The one that was chosen, by its name as the form has it: no number, no list of several, no other letters.</summary>
    public static T? Of<T>(string? value) where T : struct, Enum =>
        Array.IndexOf(Enum.GetNames<T>(), value) is >= 0 and var place ? Enum.GetValues<T>()[place] : null;
}
