namespace Portal.TagHelpers;

/// <summary>One answer to choose from: the value that is posted, the text people read, and a line of explanation.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null);
