using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoinPulse.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class LiveAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_TradingAccounts_Owner_Kind_Source",
                table: "TradingAccounts");

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosedAt",
                table: "TradingAccounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "TradingOnSince",
                table: "TradingAccounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ViewedAt",
                table: "TradingAccounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ArmedSince",
                table: "Strategies",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_TradingAccounts_Owner_Kind_Source",
                table: "TradingAccounts",
                columns: new[] { "Owner", "Kind", "Source" },
                unique: true,
                filter: "\"ClosedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_TradingAccounts_Owner_Kind_Source",
                table: "TradingAccounts");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "TradingAccounts");

            migrationBuilder.DropColumn(
                name: "TradingOnSince",
                table: "TradingAccounts");

            migrationBuilder.DropColumn(
                name: "ViewedAt",
                table: "TradingAccounts");

            migrationBuilder.DropColumn(
                name: "ArmedSince",
                table: "Strategies");

            migrationBuilder.CreateIndex(
                name: "IX_TradingAccounts_Owner_Kind_Source",
                table: "TradingAccounts",
                columns: new[] { "Owner", "Kind", "Source" },
                unique: true);
        }
    }
}
