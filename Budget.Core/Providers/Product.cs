namespace Budget.Core.Providers;

/// <summary>A provision that a municipality can grant. Category, code and unit are iWmo's; the rate is the by-law's maximum per unit.</summary>
public sealed record Product(string Code, string Category, string Unit, string NameNl, string NameEn, Money Rate);
