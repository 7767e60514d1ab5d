target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca double
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca double
  %v15 = alloca double
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i1
  %v19 = alloca i1
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca double
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca double
  %v26 = alloca double
  %v27 = alloca i64
  %v28 = alloca i64
  %v29 = alloca i1
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %captures32 = alloca [2 x i64]
  %s29 = alloca i1
  %s19 = alloca i1
  %s8 = alloca i64
  %s7 = alloca i64
  %s4 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  store i1 true, ptr %v29
  %t21 = load ptr, ptr %v0
  store ptr %t21, ptr %s0
  %t22 = load ptr, ptr %v1
  store ptr %t22, ptr %s1
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v4
  store i64 1, ptr %v5
  %t24 = load i64, ptr %v0.len
  %t25 = call i64 @llvm.smax.i64(i64 %t24, i64 0)
  store i64 %t25, ptr %v6
  store i64 0, ptr %v7
  store i64 0, ptr %v8
  store i1 false, ptr %v19
  store i64 0, ptr %v7
  br label %head2
head2:
  %t26 = load i64, ptr %v7
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  %t29 = add i64 %t28, -1
  %t30 = load i64, ptr %v1.len
  %t31 = call i64 @llvm.smin.i64(i64 %t29, i64 %t30)
  %t33 = sub i64 %t31, %t26
  %t34 = icmp sge i64 %t33, 4
  br i1 %t34, label %strips32, label %scalar32
strips32:
  %t35 = load ptr, ptr %v0
  %t36 = getelementptr i64, ptr %captures32, i64 0
  store ptr %t35, ptr %t36
  %t37 = load ptr, ptr %v1
  %t38 = getelementptr i64, ptr %captures32, i64 1
  store ptr %t37, ptr %t38
  %t39 = getelementptr i8, ptr %host, i64 40
  %t40 = load ptr, ptr %t39
  %t41 = call i64 %t40(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures32, i64 %t26, i64 %t31, i64 %t31, ptr null, i64 0)
  store i64 %t41, ptr %v7
  %t42 = getelementptr i8, ptr %host, i64 16
  %t43 = load i64, ptr %t42
  store i64 %t43, ptr %countdown
  br label %scalar32
scalar32:
  %t44 = load i64, ptr %v7
  %t45 = icmp eq i64 %t26, %t44
  %t46 = load i1, ptr %v29
  %t47 = and i1 %t46, %t45
  store i1 %t47, ptr %v29
  %t48 = load ptr, ptr %v0
  store ptr %t48, ptr %s0
  %t49 = load ptr, ptr %v1
  store ptr %t49, ptr %s1
  %t50 = load i1, ptr %v29
  store i1 %t50, ptr %s29
  %t51 = load i1, ptr %v19
  store i1 %t51, ptr %s19
  %t52 = load i64, ptr %v8
  store i64 %t52, ptr %s8
  %t53 = load i64, ptr %v7
  store i64 %t53, ptr %s7
  %t54 = load i64, ptr %v4
  store i64 %t54, ptr %s4
  %t55 = load i64, ptr %v5
  store i64 %t55, ptr %s5
  %t56 = load i64, ptr %v6
  store i64 %t56, ptr %s6
  store i64 2, ptr %exit_id
  ; undo flags
  %t59 = load i64, ptr %countdown
  %t60 = sub i64 %t59, 1
  store i64 %t60, ptr %countdown
  %t61 = icmp slt i64 %t60, 0
  br i1 %t61, label %poll58, label %go58, !prof !1
poll58:
  %t62 = getelementptr i8, ptr %host, i64 24
  %t63 = load ptr, ptr %t62
  %t64 = call i64 %t63(ptr %host, ptr null, i64 0)
  %t65 = getelementptr i8, ptr %host, i64 16
  %t66 = load i64, ptr %t65
  store i64 %t66, ptr %countdown
  %t67 = icmp ne i64 %t64, 0
  br i1 %t67, label %fail, label %go58, !prof !1
go58:
  %t68 = load i64, ptr %v7
  %t69 = load i64, ptr %v0.len
  %t70 = call i64 @llvm.smax.i64(i64 %t69, i64 0)
  %t71 = icmp slt i64 %t68, %t70
  br i1 %t71, label %body2, label %end2, !prof !0
body2:
  %t72 = load i64, ptr %v7
  store i64 %t72, ptr %v8
  store i1 true, ptr %v29
  %t73 = load i64, ptr %v7
  %t74 = load ptr, ptr %v0.data
  %t75 = getelementptr double, ptr %t74, i64 %t73
  %t76 = load double, ptr %t75
  store double %t76, ptr %v22
  %t77 = load i64, ptr %v7
  %t78 = load ptr, ptr %v0.data
  %t79 = getelementptr double, ptr %t78, i64 %t77
  %t80 = load double, ptr %t79
  store double %t80, ptr %v25
  %t81 = load double, ptr %v22
  %t82 = load double, ptr %v25
  %t83 = fmul double %t81, %t82
  %t84 = fadd double %t83, 0x3FE0000000000000
  store double %t84, ptr %v26
  %t85 = load i64, ptr %v7
  %t86 = load i64, ptr %v1.len
  %t87 = icmp slt i64 %t85, %t86
  br i1 %t87, label %good88, label %fail, !prof !0
good88:
  %t89 = load i64, ptr %v7
  %t90 = load ptr, ptr %v1.data
  %t91 = getelementptr double, ptr %t90, i64 %t89
  %t92 = load double, ptr %v26
  store double %t92, ptr %t91
  store i1 true, ptr %v19
  br label %next2
next2:
  %t93 = load i64, ptr %v7
  %t94 = add nsw i64 %t93, 1
  store i64 %t94, ptr %v7
  br label %head2
end2:
  br label %end3
end3:
  %t95 = load ptr, ptr %v0
  store ptr %t95, ptr %s0
  %t96 = load ptr, ptr %v1
  store ptr %t96, ptr %s1
  %t97 = load i1, ptr %v29
  store i1 %t97, ptr %s29
  %t98 = load i1, ptr %v19
  store i1 %t98, ptr %s19
  %t99 = load i64, ptr %v8
  store i64 %t99, ptr %s8
  store i64 3, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t101 = load i64, ptr %exit_id
  switch i64 %t101, label %nowhere [ i64 0, label %exit0 i64 2, label %exit2 i64 3, label %exit3 ]
nowhere:
  unreachable
exit0:
  %t102 = load ptr, ptr %s0
  %t103 = getelementptr i64, ptr %frame, i64 0
  store ptr %t102, ptr %t103
  %t104 = load ptr, ptr %s1
  %t105 = getelementptr i64, ptr %frame, i64 1
  store ptr %t104, ptr %t105
  ret i64 1
exit2:
  %t106 = load ptr, ptr %s0
  %t107 = getelementptr i64, ptr %frame, i64 0
  store ptr %t106, ptr %t107
  %t108 = load ptr, ptr %s1
  %t109 = getelementptr i64, ptr %frame, i64 1
  store ptr %t108, ptr %t109
  %t110 = load i1, ptr %s29
  %t111 = getelementptr i64, ptr %frame, i64 2
  %t112 = zext i1 %t110 to i64
  store i64 %t112, ptr %t111
  %t113 = load i1, ptr %s19
  %t114 = getelementptr i64, ptr %frame, i64 3
  %t115 = zext i1 %t113 to i64
  store i64 %t115, ptr %t114
  %t116 = load i64, ptr %s8
  %t117 = getelementptr i64, ptr %frame, i64 4
  store i64 %t116, ptr %t117
  %t118 = load i64, ptr %s7
  %t119 = getelementptr i64, ptr %frame, i64 5
  store i64 %t118, ptr %t119
  %t120 = load i64, ptr %s4
  %t121 = getelementptr i64, ptr %frame, i64 6
  store i64 %t120, ptr %t121
  %t122 = load i64, ptr %s5
  %t123 = getelementptr i64, ptr %frame, i64 7
  store i64 %t122, ptr %t123
  %t124 = load i64, ptr %s6
  %t125 = getelementptr i64, ptr %frame, i64 8
  store i64 %t124, ptr %t125
  ret i64 3
exit3:
  %t126 = load ptr, ptr %s0
  %t127 = getelementptr i64, ptr %frame, i64 0
  store ptr %t126, ptr %t127
  %t128 = load ptr, ptr %s1
  %t129 = getelementptr i64, ptr %frame, i64 1
  store ptr %t128, ptr %t129
  %t130 = load i1, ptr %s29
  %t131 = getelementptr i64, ptr %frame, i64 2
  %t132 = zext i1 %t130 to i64
  store i64 %t132, ptr %t131
  %t133 = load i1, ptr %s19
  %t134 = getelementptr i64, ptr %frame, i64 3
  %t135 = zext i1 %t133 to i64
  store i64 %t135, ptr %t134
  %t136 = load i64, ptr %s8
  %t137 = getelementptr i64, ptr %frame, i64 4
  store i64 %t136, ptr %t137
  ret i64 4
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5.0 = alloca <4 x double>
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s4 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  store i64 %begin, ptr %v2
  store i64 %end, ptr %v3
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load i64, ptr %v2
  store i64 %t21, ptr %v4
  br label %next0
next0:
  %t22 = load i64, ptr %v4
  store i64 %t22, ptr %s4
  store i64 4, ptr %exit_id
  ; undo flags
  %t25 = load i64, ptr %countdown
  %t26 = sub i64 %t25, 1
  store i64 %t26, ptr %countdown
  %t27 = icmp slt i64 %t26, 0
  br i1 %t27, label %poll24, label %go24, !prof !1
poll24:
  %t28 = getelementptr i8, ptr %host, i64 24
  %t29 = load ptr, ptr %t28
  %t30 = call i64 %t29(ptr %host, ptr null, i64 0)
  %t31 = getelementptr i8, ptr %host, i64 16
  %t32 = load i64, ptr %t31
  store i64 %t32, ptr %countdown
  %t33 = icmp ne i64 %t30, 0
  br i1 %t33, label %fail, label %go24, !prof !1
go24:
  %t34 = load i64, ptr %v4
  %t35 = add i64 %t34, 4
  %t36 = load i64, ptr %v3
  %t37 = icmp sgt i64 %t35, %t36
  br i1 %t37, label %then38, label %done38, !prof !1
then38:
  br label %end0
done38:
  %t39 = load i64, ptr %v4
  %t40 = add i64 %t39, 0
  %t41 = add i64 %t40, 0
  %t42 = load ptr, ptr %v0.data
  %t43 = getelementptr double, ptr %t42, i64 %t41
  %t44 = load <4 x double>, ptr %t43, align 8
  store <4 x double> %t44, ptr %v5.0
  %t45 = load <4 x double>, ptr %v5.0
  %t46 = fmul <4 x double> %t45, %t45
  %t47 = fadd <4 x double> %t46, splat (double 0x3FE0000000000000)
  store <4 x double> %t47, ptr %v7.0
  %t48 = load <4 x double>, ptr %v7.0
  %t49 = load i64, ptr %v4
  %t50 = add i64 %t49, 0
  %t51 = add i64 %t50, 0
  %t52 = load ptr, ptr %v1.data
  %t53 = getelementptr double, ptr %t52, i64 %t51
  store <4 x double> %t48, ptr %t53, align 8
  %t54 = load i64, ptr %v4
  %t55 = add i64 %t54, 4
  store i64 %t55, ptr %v4
  br label %next0
end0:
  %t56 = load i64, ptr %v4
  ret i64 %t56
fail:
  %t57 = load i64, ptr %exit_id
  switch i64 %t57, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t58 = load i64, ptr %s4
  ret i64 %t58
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
