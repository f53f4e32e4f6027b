namespace Portal.Text;

/// <summary>The words of a page by their key, for who writes its paper: <see cref="PageText.For"/> of that page.</summary>
public delegate string Say(string key, params object?[] parts);
